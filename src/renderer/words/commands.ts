import { countOf } from './count.ts';
import { downloadsWords } from './downloads.ts';

/** `3` of `Download 3`. */
const figure = (count: number): string => count.toLocaleString();

/**
 * What can be done, and how it is found: `label` in menus, the command palette and the shortcuts; `search` other words it
 * is found by; `several` for several jobs.
 */
export const commandsWords = {
  selectedJobs: (count: number) => countOf(count, 'selected job'),
  unavailable: (command: string) => `“${command}” is no longer available.`,

  /** With jobs. */
  jobs: {
    open: { label: 'Open details' },
    download: {
      label: downloadsWords.download,
      search: 'result save get',
      several: (count: number) => `Download ${figure(count)}`,
      only: 'Completed jobs not downloaded yet',
      /** @param label what the button says @param job its name */
      ofRow: (label: string, job: string) => `${label}: ${job}`,
    },
    cancelDownload: {
      label: 'Cancel download',
      search: 'stop',
      several: (count: number) => `Cancel ${countOf(count, 'download')}`,
    },
    showInFolder: {
      label: downloadsWords.showInFolder,
      search: 'reveal result',
      ofRow: (job: string) => `Show in folder: ${job}`,
    },
    check: {
      label: 'Check now',
      search: 'refresh again update',
      several: (count: number) => `Check ${figure(count)} now`,
      only: 'Unfinished jobs',
    },
    copyIds: {
      label: 'Copy ID',
      search: 'ids clipboard',
      several: (count: number) => `Copy ${figure(count)} IDs`,
      copied: (count: number) => (count === 1 ? 'the job ID' : countOf(count, 'job ID')),
    },
    copyNames: {
      label: 'Copy name and ID',
      search: 'names ids clipboard',
      several: (count: number) => `Copy ${figure(count)} names and IDs`,
      copied: (count: number) => (count === 1 ? 'the name and ID' : `${figure(count)} names and IDs`),
    },
    copyError: {
      label: 'Copy error',
      search: 'reason failure clipboard',
      several: (count: number) => `Copy ${figure(count)} errors`,
      copied: (count: number) => (count === 1 ? 'the error' : countOf(count, 'error')),
    },
    copyJson: { label: 'Copy raw JSON' },
    note: { label: 'Edit note' },
    tag: { label: 'Add a tag', search: 'label' },
    compare: {
      label: 'Compare reports…',
      search: 'table side by side values mass triangles',
      several: (count: number) => `Compare ${figure(count)} reports…`,
    },
    chooseBatch: {
      label: 'Add to batch…',
      search: 'gather group move new',
      several: (count: number) => `Add ${figure(count)} to batch…`,
    },
    leaveBatch: {
      label: 'Remove from batch',
      search: 'leave take out',
      several: (count: number) => `Remove ${figure(count)} from batch`,
    },
    approve: {
      label: 'Approve',
      search: 'review accept good',
      several: (count: number) => `Approve ${figure(count)}`,
    },
    reject: {
      label: 'Reject…',
      search: 'review refuse bad reason',
      several: (count: number) => `Reject ${figure(count)}…`,
    },
    takeReviewBack: {
      label: 'Take back review',
      search: 'approve reject undo',
      several: (count: number) => `Take back ${countOf(count, 'review')}`,
    },
    archive: {
      either: 'Archive or unarchive',
      archive: 'Archive',
      unarchive: 'Unarchive',
      archiveSeveral: (count: number) => `Archive ${figure(count)}`,
      unarchiveSeveral: (count: number) => `Unarchive ${figure(count)}`,
    },
    export: {
      label: 'Export as CSV…',
      search: 'table spreadsheet save',
      several: (count: number) => `Export ${figure(count)}…`,
    },
    remove: {
      label: 'Remove',
      search: 'delete list',
      several: (count: number) => `Remove ${figure(count)}`,
      ofRow: (job: string) => `Remove ${job}`,
    },
  },

  /** With the list and the window. */
  window: {
    addJobs: { label: 'Add job IDs', search: 'new paste watch' },
    find: { label: 'Search jobs', search: 'find filter' },
    reviewWall: { label: 'Review wall or list', search: 'pictures thumbnails grid gallery approve reject' },
    downloadShown: { label: 'Download all shown', search: 'results' },
    undo: { label: 'Undo', search: 'take back revert restore' },
    recentlyRemoved: { label: 'Recently removed', search: 'restore deleted trash undo' },
    sidebar: { label: 'Go to sidebar', search: 'views batches' },
    close: { label: 'Clear selection or close details' },
    resizeDetails: {
      label: 'Resize details',
      search: 'enlarge larger wide half whole maximise maximize full screen',
    },
    downloads: { label: 'Downloads', search: 'queue progress' },
    palette: { label: 'Command palette', search: 'commands go to jump' },
    shortcuts: { label: 'Keyboard shortcuts', search: 'keys help' },
    settings: { label: 'Settings', search: 'preferences options key appearance' },
    about: { label: 'About Rigyd Desk', search: 'help version licences licenses' },
    webApp: { label: 'Open Rigyd web app', search: 'help browser account keys' },
    showLogs: { label: 'Show logs', search: 'help support errors' },
    copyDiagnostics: { label: 'Copy diagnostics', search: 'help support version report' },
    saveReport: { label: 'Save a report…', search: 'help support problem bug log diagnostics' },
  },

  /** With a 3D view. */
  viewer: {
    enlarge: { label: 'View in full window', search: '3d preview model enlarge' },
    fit: { label: 'Zoom to fit', search: '3d frame reset camera' },
    front: { label: 'Front view', search: '3d camera' },
    right: { label: 'Right view', search: '3d camera side' },
    top: { label: 'Top view', search: '3d camera above' },
    wireframe: { label: 'Wireframe', search: '3d edges triangles' },
    normals: { label: 'Normals', search: '3d faces flipped' },
    grid: { label: 'Ground grid', search: '3d floor' },
    ruler: { label: 'Measure', search: '3d ruler distance size' },
    poke: { label: 'Poke it', search: '3d simulate simulation physics mujoco' },
    run: { label: 'Run or pause the simulation', search: '3d physics mujoco play' },
    step: { label: 'Single simulation step', search: '3d physics mujoco' },
    drop: { label: 'Drop', search: '3d simulate fall physics mujoco' },
    push: { label: 'Push', search: '3d simulate poke force physics mujoco' },
    shake: { label: 'Shake', search: '3d simulate physics mujoco' },
    'put-back': { label: 'Reset the simulation', search: '3d physics mujoco' },
    slower: { label: 'Slow motion', search: '3d simulate speed physics mujoco' },
    contacts: { label: 'Contacts and forces', search: '3d simulate physics mujoco' },
  },

  /** With a single file. @param name of the file, here and below */
  files: {
    save: 'Save…',
    saveNamed: (name: string) => `Save ${name}`,
    saveToDownloads: 'Save to download folder',
    open: 'Open',
    copyLink: 'Copy link',
    copyLinkNamed: (name: string) => `Copy link: ${name}`,
  },

  /** With text. */
  text: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    noneSelected: 'No text selected',
    field: 'Text',
    selected: 'Selected text',
  },

  /** Keys as they are printed on the keyboard. */
  keys: {
    escape: 'Esc',
    delete: 'Del',
    space: 'Space',
    backspace: 'Backspace',
    control: 'Ctrl',
    shift: 'Shift',
  },
  /** Of the command palette and of the overview of shortcuts. */
  groups: {
    jobs: 'List and details',
    list: 'List',
    window: 'Window',
    viewer: '3D view',
    views: 'Views',
    batches: 'Batches',
    found: 'Found jobs',
  },
};
