import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import ExternalLink from '@lucide/svelte/icons/external-link';
import FolderDown from '@lucide/svelte/icons/folder-down';
import type { Attachment } from 'svelte/attachments';
import { isOpenable } from '../../shared/job/file-slots.ts';
import type { AppState } from '../context.ts';
import type { FileOut } from '../downloads/files-out.svelte.ts';
import { commandsWords } from '../words/commands.ts';
import { uiWords } from '../words/ui.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';

/** A single file of a job, as the actions need to know it. */
export interface ActedFile extends FileOut {
  /** Null where there is nothing to fetch. */
  url: string | null;
  /** The name that it would be saved under, with its ending. */
  fileName: string;
}

/** Something that can be done with a single file, and how each place that offers it shows it. */
interface FileAction {
  label: string;
  icon: typeof Copy;
  takes: (file: ActedFile) => boolean;
  run: (app: AppState, file: ActedFile) => void;
  /** As a button beside the file: its name for who hears it. Left out, it is in the menu of the file alone. */
  button?: (name: string) => string;
}

const words = commandsWords.files;
const canBeFetched = ({ url }: ActedFile): boolean => url !== null;

/** By ID, in the order in which every place shows them. */
export const fileActions = {
  save: {
    label: words.save,
    icon: Download,
    takes: canBeFetched,
    run: (app, file) => void app.files.save(file, 'chosen'),
    button: words.saveNamed,
  },
  'save-to-downloads': {
    label: words.saveToDownloads,
    icon: FolderDown,
    takes: canBeFetched,
    run: (app, file) => void app.files.save(file, 'downloads'),
  },
  open: {
    label: words.open,
    icon: ExternalLink,
    takes: (file) => canBeFetched(file) && isOpenable(file.fileName),
    run: (app, file) => void app.files.open(file),
  },
  'copy-link': {
    label: words.copyLink,
    icon: Copy,
    takes: canBeFetched,
    run: (app, { url }) => url !== null && void app.clipboard.copyLink(url),
    button: words.copyLinkNamed,
  },
} satisfies Record<string, FileAction>;

const all: readonly FileAction[] = Object.values(fileActions);

/** The menu of a file. */
export const fileMenu = (app: AppState, file: ActedFile): MenuItem[] =>
  all.filter(({ takes }) => takes(file)).map(({ label, run }) => ({ label, run: () => run(app, file) }));

/** Opens that menu on a right click. */
export const fileMenuOn = (app: AppState, file: ActedFile): Attachment<HTMLElement> =>
  app.menus.of(uiWords.actionsFor(file.name), () => fileMenu(app, file));

/** What is offered as buttons beside a file. */
export const fileButtons = all.flatMap((action) =>
  action.button === undefined ? [] : { ...action, button: action.button },
);
