/**
 * The entry of a process that sends back what it is sent: whoever started it knows that processes of Electron work. It ends when it
 * is told to, and not by itself after its answer, which since Electron 37 might be lost with it.
 */
process.parentPort.on('message', ({ data }) => {
  if (data === 'end') process.exit(0);
  process.parentPort.postMessage(data);
});
