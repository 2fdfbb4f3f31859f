import { homedir } from 'node:os';
import { inTime, type Clock } from '../lib/clock.ts';
import { redact } from '../lib/redact.ts';
import { messageOf } from '../../shared/errors.ts';
import type { LackingPart } from '../../shared/state.ts';

/** What the app relies on, and cannot take for granted in every Electron, on every system. */
export const needs = [
  'interfaces', // functions and properties of Electron that the app uses
  'processes', // utility processes, in which results are judged and a damaged list is read
  'addresses', // schemes of the app's own, over which page, pictures and assets are served
  'page', // what the page needs of Chromium: workers, canvases in workers, WebAssembly, a secure context
  'webgl', // WebGL 2 on a canvas of a worker
  'sandbox', // Chromium's own, around the window's processes
  'keychain', // the native module for the system's keychain
  'notifications',
] as const;
export type Need = (typeof needs)[number];

/** What was found when it was tried. `seen` is for somebody who looks for a fault: no path, no name, nothing of a job. */
export interface Finding {
  need: Need;
  /** `unknown`: there was no way to find out. */
  state: 'there' | 'missing' | 'unknown';
  seen: string;
}

/** What a probe saw. One that throws found that it is missing. */
export type Probe = () => Promise<Omit<Finding, 'need'>>;

/** Milliseconds that a probe may take; a machine that is busy takes long to start a process. */
const timeoutMs = 10_000;

/** Tries everything that the app needs. Nothing here goes by a version: what is reported was seen. */
export async function selfCheck(probes: Readonly<Record<Need, Probe>>, clock: Clock): Promise<Finding[]> {
  const findings: Finding[] = [];
  // One after the other: nobody waits for it, and others may need the machine.
  for (const need of needs) findings.push({ need, ...(await tried(probes[need], clock)) });
  return findings;
}

async function tried(probe: Probe, clock: Clock): Promise<Omit<Finding, 'need'>> {
  try {
    const found = await inTime(clock, timeoutMs, probe());
    return found ?? { state: 'unknown', seen: 'no answer' };
  } catch (error) {
    return { state: 'missing', seen: redact(messageOf(error), homedir()) };
  }
}

/** The lines for a bug report. */
export const describeFindings = (findings: readonly Finding[]): string[] =>
  findings.map(({ need, state, seen }) => `${need}: ${state} (${seen})`);

/**
 * What a person cannot use, or goes without, for what is missing, where nothing else in the window says so.
 *
 * @param isImage whether an AppImage started the app: it gives up the sandbox by itself where the system allows none; elsewhere it is off
 *   because somebody said so
 */
export const lackingParts = (findings: readonly Finding[], isImage: boolean): LackingPart[] => [
  ...new Set(
    findings.flatMap(({ need, state }) =>
      state === 'missing' && (need !== 'sandbox' || isImage) ? (partsWith[need] ?? []) : [],
    ),
  ),
];

/** The view itself says that there are no 3D graphics, and Settings what becomes of a key without a keychain. */
const partsWith: Partial<Record<Need, LackingPart>> = {
  interfaces: 'functions',
  processes: 'checks',
  addresses: 'pictures',
  page: 'pictures',
  sandbox: 'sandbox',
  notifications: 'notifications',
};
