import type { Failure } from './errors.ts';

/** A version that the feed offers. */
export interface Release {
  version: string;
  /** What is new in it, as plain text; empty where nothing is said. */
  notes: string;
  /** Bytes of what is downloaded for this machine. */
  bytes: number;
}

/**
 * Who brings new versions to this copy of the app: the app itself from a feed, the system with its other packages, or nobody
 * that the app knows of. `unknown` until it was looked at, shortly after the start.
 */
export type UpdateSource = 'unknown' | 'feed' | 'system' | 'nobody';

/** How far it is with a new version. Nothing but checking begins without a person. */
export type UpdateState =
  | { kind: 'unchecked' }
  | { kind: 'checking' }
  /** The feed has this very version. */
  | { kind: 'current' }
  /** What the feed has is older than this version, and is left alone. */
  | { kind: 'older'; version: string }
  | { kind: 'available'; release: Release }
  | { kind: 'downloading'; release: Release; receivedBytes: number }
  /** It is here and checked, and is put in place when the person says so. */
  | { kind: 'ready'; release: Release }
  | { kind: 'installing'; release: Release }
  /** The app is as it was. */
  | { kind: 'failed'; step: 'check'; failure: Failure }
  | { kind: 'failed'; step: 'download' | 'install'; failure: Failure; release: Release };

export interface Updates {
  source: UpdateSource;
  state: UpdateState;
}

export const noUpdates: Updates = { source: 'unknown', state: { kind: 'unchecked' } };
