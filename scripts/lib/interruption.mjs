const controller = new AbortController();

/** Aborted, with the signal's name as the reason, once the person or the system asks the command to stop. */
export const interruption = controller.signal;

/** Turns SIGINT, SIGTERM and SIGHUP into `interruption`, so that every `finally` still runs. */
export function listenForInterruption() {
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => controller.abort(name));
  }
}

/**
 * The signal that interrupted the command.
 *
 * @returns {NodeJS.Signals | null}
 */
export function interruptedBy() {
  return interruption.aborted ? interruption.reason : null;
}
