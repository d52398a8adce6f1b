// Added to a page while it is served, never to a file: reloads the page when it changed, and shows what is wrong.
(() => {
  const script = document.currentScript;
  const here = decodeURI(location.pathname);
  const notice = document.createElement("div");
  const box = notice.attachShadow({ mode: "open" }).appendChild(document.createElement("div"));
  notice.lang = "en";
  box.setAttribute("role", "alert");
  box.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;margin:0;padding:16px 20px;" +
    "background:#2b1416;color:#fff;border-top:4px solid #ff6b6b;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap";
  function show(message) {
    box.textContent = message;
    if (message) document.body.append(notice);
    else notice.remove();
  }
  const events = new EventSource(`${script.dataset.events}?since=${script.dataset.since}`);
  events.onmessage = (event) => {
    const { pages, message } = JSON.parse(event.data);
    show(message);
    if (pages === null || pages.includes(here)) location.reload();
  };
  addEventListener("pagehide", () => events.close());
})();
