import { protocol } from 'electron';
import { previewScheme } from '../../shared/previews.ts';
import { answerPreview } from './answer-preview.ts';
import type { Previews } from './previews.ts';

/** Serves the page's pictures and videos from the scheme of their own, once the app is ready. */
export function servePreviews(previews: Previews): void {
  protocol.handle(previewScheme, (request) => answerPreview(previews, request));
}
