import { failed, type Failure, type Outcome, success } from '../../shared/errors.ts';
import { fullAddress } from '../../shared/job/file-address.ts';
import type { Clock } from '../lib/clock.ts';
import { type BodySink, receiveBody } from '../downloads/receive-body.ts';
import { failureOfException, failureOfResponse } from '../api/api-failure.ts';
import type { AddressCheck } from '../api/address-check.ts';
import { type FinalAnswer, followRedirects } from '../api/follow-redirects.ts';
import type { Fetch } from '../api/net-fetch.ts';
import { announcedLength } from '../api/response-body.ts';
import type { FileRules } from './preview-slots.ts';
import { contentTypeOf, headBytes } from './content-type.ts';
import { fileReasons } from '../words/reasons.ts';

export interface FileFetcherOptions {
  /** One that sends no cookies. No call of it carries the key. */
  fetch: Fetch;
  clock: Clock;
  checkAddress: AddressCheck;
  /** The API's base URL, which addresses in a job are relative to. */
  api: URL;
}

/**
 * Fetches a file of a job, by the address that stands in the job, to the end of an open file. Failures name neither the
 * address nor anything in it.
 */
export type FetchFile = (
  address: string,
  rules: FileRules,
  file: BodySink,
  signal: AbortSignal,
  onBytes?: OnBytes,
) => Promise<Outcome<null>>;

/** Is told how many bytes are written, and how many there are where the host announced that. */
export type OnBytes = (receivedBytes: number, totalBytes: number | null) => void;

/** Milliseconds until the headers of an answer must be there, until the next piece of its body, and until all of it. */
const headersTimeoutMs = 30_000;
const idleTimeoutMs = 30_000;
const wholeTimeoutMs = 10 * 60_000;
/** The same for a file that is saved: however large it is, as long as it comes. */
const slowest = { bytes: 120 * 1024, ms: 120_000 };
const maxRedirects = 5;

/**
 * Fetches files from wherever the service keeps them. Each hop is checked, and the first bytes must be of the expected kind
 * before more is read.
 */
export function createFileFetcher({ fetch, clock, checkAddress, api }: FileFetcherOptions): FetchFile {
  async function open(address: string, signal: AbortSignal): Promise<Outcome<FinalAnswer>> {
    const first = await checkAddress(fullAddress(address, api.origin), api, signal);
    if (!first.ok) return first;
    return followRedirects<Failure>(first.value, {
      maxRedirects,
      tooMany: failed('bad-answer', fileReasons.redirectLoop).failure,
      check: (location, from) => checkAddress(location, from, signal),
      async request(url) {
        // A compressed answer would carry the length of its compressed form, and nothing could be checked against it.
        const headers = { Accept: '*/*', 'Accept-Encoding': 'identity' };
        return success(await fetch(url.href, { headers, redirect: 'manual', signal }));
      },
    });
  }

  return async (address, rules, file, signal, onBytes = () => {}) => {
    const ending = new AbortController();
    let timedOut = false;
    const endAfter = (ms: number) =>
      clock.setTimeout(() => {
        timedOut = true;
        ending.abort();
      }, ms);
    const stopWhole = rules.kind === 'any' ? () => {} : endAfter(wholeTimeoutMs);
    const stopHeaders = endAfter(headersTimeoutMs);
    const either = AbortSignal.any([signal, ending.signal]);
    try {
      const opened = await open(address, either);
      stopHeaders();
      if (!opened.ok) return opened;
      const failure = await receive(opened.value.response, rules, { file, onBytes }, either);
      if (signal.aborted) return failed('cancelled');
      if (timedOut) return failed('timeout');
      return failure === null ? success(null) : { ok: false, failure };
    } catch (error) {
      if (signal.aborted) return failed('cancelled');
      return failed(failureOfException(error, timedOut).code);
    } finally {
      stopHeaders();
      stopWhole();
      // Whatever is left of the answer is not wanted any more, and a host has only six connections.
      ending.abort();
    }
  };

  async function receive(
    response: Response,
    rules: FileRules,
    { file, onBytes }: { file: BodySink; onBytes: OnBytes },
    signal: AbortSignal,
  ): Promise<Failure | null> {
    const { status, headers, body } = response;
    if (status !== 200) {
      const { code } = failureOfResponse(status, headers, '', clock.now());
      return { code: refusals.has(status) ? 'link-expired' : code, text: `HTTP ${status}` };
    }
    const announced = announcedLength(headers);
    if (rules.whenLarger === 'refuse' && announced !== null && announced > rules.maxBytes)
      return tooLarge(rules);
    if (body === null) return notExpected(rules);
    const gauge = createBodyGauge(rules);
    let received = 0;
    const failure = await receiveBody(body.pipeThrough(gauge.stream), file, {
      clock,
      signal,
      idleMs: idleTimeoutMs,
      maxBytes: rules.maxBytes + 1,
      ...(rules.kind === 'any' ? { slowest } : {}),
      onBytes: (count) => onBytes((received += count), announced),
    });
    if (gauge.failure() !== null) return gauge.failure();
    if (failure !== null) return { code: failure.code, text: null };
    const isShort = announced !== null && gauge.passed() < Math.min(announced, rules.maxBytes);
    return isShort ? { code: 'truncated', text: null } : null;
  }
}

/** How file hosts answer to a signed link that is out of date. No key was sent, so none is judged by it. */
const refusals = new Set([401, 403, 410]);

const notShown: Failure = { code: 'not-previewable', text: fileReasons.unknownType };
const isPage: Failure = { code: 'bad-answer', text: fileReasons.webPage };

/** Why a file is not taken whose first bytes are not what was expected. */
const notExpected = ({ kind }: FileRules): Failure => (kind === 'any' ? isPage : notShown);

const tooLarge = ({ maxBytes }: FileRules): Failure => ({
  code: 'too-large',
  text: fileReasons.tooLarge(maxBytes),
});

/** Watches a body on its way to the disk. */
interface BodyGauge {
  /** Lets through what keeps to the rules, and breaks off where it does not. Of a text to be cut, one byte too many. */
  stream: TransformStream<Uint8Array, Uint8Array>;
  /** Why it broke off; null if it did not. */
  failure(): Failure | null;
  /** Bytes let through. */
  passed(): number;
}

/** Looks at the first bytes of a body before the rest is read, and at its size while it is. */
function createBodyGauge(rules: FileRules): BodyGauge {
  let failure: Failure | null = null;
  let passed = 0;
  let head = new Uint8Array(0);
  let isKnown = false;

  function breakOff(controller: TransformStreamDefaultController<Uint8Array>, why: Failure): void {
    failure = why;
    controller.error(new Error(why.code));
  }

  function look(controller: TransformStreamDefaultController<Uint8Array>): void {
    isKnown = true;
    if (contentTypeOf(head, rules.kind) === null) breakOff(controller, notExpected(rules));
  }

  const stream = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (!isKnown) {
        head = joined(head, chunk.subarray(0, headBytes - head.length));
        if (head.length === headBytes) look(controller);
        if (failure !== null) return;
      }
      const room = rules.maxBytes + 1 - passed;
      passed += Math.min(room, chunk.byteLength);
      if (passed <= rules.maxBytes) controller.enqueue(chunk);
      else if (rules.whenLarger === 'refuse') breakOff(controller, tooLarge(rules));
      else {
        controller.enqueue(chunk.subarray(0, room));
        controller.terminate();
      }
    },
    flush(controller) {
      if (!isKnown) look(controller);
    },
  });
  return { stream, failure: () => failure, passed: () => passed };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
