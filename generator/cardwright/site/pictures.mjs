// SVG pictures as PNG. Reads {pictures: [{svg, width}], fonts: [path in a package]} from standard input and writes
// {pictures: [PNG in base64]} to standard output.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Resvg, initWasm } from "@resvg/resvg-wasm";

const require = createRequire(import.meta.url);
const { pictures, fonts } = JSON.parse(readFileSync(0, "utf8"));

await initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
const fontBuffers = fonts.map((font) => new Uint8Array(readFileSync(require.resolve(font))));

function png({ svg, width }) {
  const drawn = new Resvg(svg, { fitTo: { mode: "width", value: width }, font: { fontBuffers } }).render();
  return Buffer.from(drawn.asPng()).toString("base64");
}

process.stdout.write(JSON.stringify({ pictures: pictures.map(png) }));
