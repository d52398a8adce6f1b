// The browser app and the stylesheets, each as one minified file. Scripts are for places that take no modules.
// Reads {entries: [path], scripts: [path], spoken: {entries: [path], words: {language: {name: text}}}, root} from standard
// input and writes {files: [{name, text, language}], error} to standard output. What is spoken is made once for each
// language, with a constant for each name; the language of all else is "".
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { entries, scripts, spoken, root } = JSON.parse(readFileSync(0, "utf8"));

async function bundled(entryPoints, format, language = "", words = {}) {
  const result = await build({
    entryPoints,
    absWorkingDir: root,
    outdir: "out",
    bundle: true,
    minify: true,
    write: false,
    format,
    define: Object.fromEntries(Object.entries(words).map(([name, text]) => [name, JSON.stringify(text)])),
    target: ["chrome115", "firefox115", "safari16.4"],
    charset: "utf8",
    loader: { ".py": "text" },
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles.map(({ path, text }) => ({ name: path.split(/[\\/]/).pop(), text, language }));
}

try {
  const files = [...(await bundled(entries, "esm")), ...(await bundled(scripts, "iife"))];
  for (const [language, words] of Object.entries(spoken.words)) files.push(...(await bundled(spoken.entries, "esm", language, words)));
  process.stdout.write(JSON.stringify({ files }));
} catch (error) {
  const errors = error.errors ?? [];
  const first = errors[0];
  const place = first?.location ? `${first.location.file}:${first.location.line}: ` : "";
  process.stdout.write(JSON.stringify({ error: `${place}${first?.text ?? error}` }));
}
