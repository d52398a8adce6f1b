// Runs Pyodide under Node, so that its own Python compiles the library: whoever starts it later needs no compiler.
// Reads {folder, loader, core, archives: [name], program} from standard input. In `folder` stand Pyodide's
// files and the archives; it
// writes `engine.js`, one script of loader and core, and has `program` compile the archives where they stand.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const { folder, loader, core, archives, program } = JSON.parse(readFileSync(0, "utf8"));

// A worker that is started from a blob can load no module: both become classic scripts.
async function classic(name, globalName) {
  const result = await build({
    entryPoints: [join(folder, name)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    globalName,
    platform: "browser",
    external: ["node:*", "url", "fs", "fs/promises", "path", "vm", "crypto", "ws", "child_process", "node-fetch"],
    define: { "import.meta.url": "''" },
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles[0].text;
}

async function compile() {
  const scripts = [await classic(loader, "cardwrightLoader")];
  if (core.endsWith(".mjs")) {
    scripts.push(await classic(core, "cardwrightCore"), "self._createPyodideModule = cardwrightCore.default;");
  } else {
    scripts.push(readFileSync(join(folder, core), "utf8"));
    writeFileSync(join(folder, "package.json"), "{}"); // else Node takes the core for a module, as our own scripts are
  }
  writeFileSync(join(folder, "engine.js"), scripts.join("\n"));
  const { loadPyodide } = await import(pathToFileURL(join(folder, loader)));
  const pyodide = await loadPyodide({ indexURL: folder, env: { HOME: "/home/pyodide", PYTHONNODEBUGRANGES: "1" } });
  pyodide.FS.mkdir("/work");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/work");
  pyodide.globals.set("archives", pyodide.toPy(archives));
  return pyodide.runPython(readFileSync(program, "utf8"));
}

try {
  process.stdout.write(JSON.stringify({ python: await compile() }));
} catch (error) {
  process.stdout.write(JSON.stringify({ error: `${error}`.trim().split("\n").at(-1).slice(0, 300) }));
}
