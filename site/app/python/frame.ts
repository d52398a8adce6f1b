// Inside the hidden frame, whose policy (a `<meta>` of its own) lets nothing reach any network. A worker that is started
// from a blob has the policy of who started it, in every browser; one that is started from an address does not.
//
// The page sends `{ scripts, port }` to start a worker: it speaks to the page through the port alone. `null` ends it.
interface Start {
  readonly scripts: readonly Blob[];
  readonly port: MessagePort;
  readonly given: unknown;
}

let worker: Worker | undefined;

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin) return;
  worker?.terminate();
  worker = undefined;
  if (data !== null) start(data as Start);
});

function start({ scripts, port, given }: Start): void {
  const address = URL.createObjectURL(new Blob([...scripts], { type: "text/javascript" }));
  worker = new Worker(address);
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    parent.postMessage({ broken: event.message }, location.origin);
  });
  worker.postMessage(given, [port]);
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // by then it has been read
}

parent.postMessage({ ready: true }, location.origin);
