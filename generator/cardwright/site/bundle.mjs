// The browser app and the stylesheets, each as one minified file. Scripts are for places that take no modules.
// Reads {entries: [path], scripts: [path], root} from standard input and writes {files: [{name, text}], error} to
// standard output.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { entries, scripts, root } = JSON.parse(readFileSync(0, "utf8"));

async function bundled(entryPoints, format) {
  const result = await build({
    entryPoints,
    absWorkingDir: root,
    outdir: "out",
    bundle: true,
    minify: true,
    write: false,
    format,
    target: ["chrome115", "firefox115", "safari16.4"],
    charset: "utf8",
    loader: { ".py": "text" },
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles.map(({ path, text }) => ({ name: path.split(/[\\/]/).pop(), text }));
}

try {
  const files = [...(await bundled(entries, "esm")), ...(await bundled(scripts, "iife"))];
  process.stdout.write(JSON.stringify({ files }));
} catch (error) {
  const errors = error.errors ?? [];
  const first = errors[0];
  const place = first?.location ? `${first.location.file}:${first.location.line}: ` : "";
  process.stdout.write(JSON.stringify({ error: `${place}${first?.text ?? error}` }));
}
