import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { AssetAnswer, AssetPart, AssetSource } from '../../src/shared/assets.ts';
import type { Outcome } from '../../src/shared/errors.ts';
import type { Simulator } from '../../src/simulator/index.ts';
import type { Desk } from './desk.ts';

/** Files by their paths in a folder. */
export type FilesByPath = Readonly<Record<string, string | Uint8Array>>;

export async function writeFiles(folder: string, files: FilesByPath): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** Drops a file on the window and says yes to a look at it. @returns the view over the window */
export async function viewFile(desk: Desk, path: string): Promise<Locator> {
  const name = basename(path);
  await desk.dropPaths(path);
  const question = desk.page.getByRole('dialog', { name: `View ${name} in 3D?` });
  await question.getByRole('button', { name: 'View' }).click();
  return desk.page.getByRole('dialog', { name, exact: true });
}

/** Puts files into a folder of the person's in the place of those that were there, and views the first. */
export async function viewFiles(desk: Desk, files: FilesByPath): Promise<Locator> {
  const folder = join(desk.home, 'models');
  await rm(folder, { recursive: true, force: true });
  await writeFiles(folder, files);
  return viewFile(desk, join(folder, Object.keys(files)[0] ?? ''));
}

/** Adds a completed job and opens its details. @returns the section with its asset */
export async function openCompleted(
  desk: Desk,
  simulator: Simulator,
  job: Parameters<Simulator['addJob']>[0],
): Promise<Locator> {
  const id = simulator.addJob(job);
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  return desk.section('Asset');
}

export const partOf = (id: string, part: AssetPart): AssetSource => ({ kind: 'job', id, part });

/** Has the page itself ask for the files of an asset. */
export const openAsset = (
  page: Page,
  source: AssetSource,
  evenIfLarge = false,
): Promise<Outcome<AssetAnswer>> =>
  page.evaluate((params) => window.rigyd.openAsset(params), { source, evenIfLarge });

export const view3d = (desk: Desk, name: string): Locator =>
  desk.page.getByRole('application', { name: `3D view of ${name}` });

const look = async (view: Locator): Promise<string> => (await view.screenshot()).toString('base64');

/** How a view looks once it changes no more: what was drawn coarsely is drawn once more when it has come to rest. */
async function lookAtRest(view: Locator): Promise<string> {
  let last = '';
  await expect
    .poll(
      async () => {
        const before = last;
        last = await look(view);
        return last === before;
      },
      { intervals: [300] },
    )
    .toBe(true);
  return last;
}

/** Does something, and resolves once a view looks otherwise than before. */
export async function expectChange(view: Locator, act: () => Promise<void>): Promise<void> {
  const before = await lookAtRest(view);
  await act();
  await expect.poll(() => look(view)).not.toBe(before);
}
