import type { Command } from './command.ts';
import { jobCommands } from './job-commands.ts';
import { ariaKeys, shortcutWords } from './shortcut.ts';
import { windowCommands } from './window-commands.ts';

/** Every command there is. */
export const commands: readonly Command[] = [...jobCommands, ...windowCommands];

/** What tells of the keys on a button that does the same as a command; nothing where that has none. */
export function shortcutProps(id: string, title: string): { title: string; 'aria-keyshortcuts'?: string } {
  const shortcuts = commands.find((command) => command.id === id)?.shortcuts ?? [];
  const [first] = shortcuts;
  if (first === undefined) return { title };
  return {
    title: `${title} (${shortcutWords(first)})`,
    'aria-keyshortcuts': shortcuts.map(ariaKeys).join(' '),
  };
}
