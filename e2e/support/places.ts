import type { Locator, Page } from '@playwright/test';
import type { Point } from './mouse.ts';

/** Where something stands in the page, and how large it is. @throws where it is not drawn */
export async function placeOf(element: Locator): Promise<Point & { width: number; height: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('It is not drawn.');
  return box;
}

/** @param share of its width and of its height, from the top left */
export async function pointIn(element: Locator, share: Point = { x: 0.5, y: 0.5 }): Promise<Point> {
  const { x, y, width, height } = await placeOf(element);
  return { x: x + width * share.x, y: y + height * share.y };
}

/** Drags by Playwright's mouse, in steps as a hand does. */
export async function drag({ mouse }: Page, from: Point, to: Point): Promise<void> {
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(to.x, to.y, { steps: 4 });
  await mouse.up();
}
