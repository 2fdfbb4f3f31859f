/** The entry of a process that answers one message and ends: whoever started it knows that processes of Electron work. */
process.parentPort.once('message', ({ data }) => {
  process.parentPort.postMessage(data);
  setImmediate(() => process.exit(0));
});
