// Gives a forked Node process the `process.parentPort` of Electron's utility processes, so that the worker's own file runs as it does there.
const send = process.send.bind(process);
const ipc = process.on.bind(process);
process.parentPort = {
  postMessage: (message) => send(message),
  on: (name, listener) => ipc('shim', listener),
};
const emit = process.emit.bind(process);
process.emit = (name, ...rest) => (name === 'message' && rest[1] !== undefined ? emit('shim', { data: rest[0] }) : emit(name, ...rest));
