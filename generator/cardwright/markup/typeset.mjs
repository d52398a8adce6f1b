// Formulas to MathML and Graphviz graphs to SVG, all of a build in one call.
// Reads {formulas: [{tex, display}], graphs: [dot]} from standard input and writes
// {formulas: [{html} | {error}], graphs: [{svg} | {error}]} to standard output.
import { readFileSync } from "node:fs";

const job = JSON.parse(readFileSync(0, "utf8"));

async function formulas(list) {
  if (list.length === 0) return [];
  const { default: temml } = await import("temml");
  return list.map(({ tex, display }) => {
    try {
      return { html: temml.renderToString(tex, { displayMode: display, throwOnError: true, annotate: false }) };
    } catch (error) {
      return { error: String(error.message ?? error) };
    }
  });
}

const FONT = { fontname: "Arial" }; // its metrics are built into Graphviz; the stylesheet names look-alikes

async function graphs(list) {
  if (list.length === 0) return [];
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  return list.map((dot) => {
    const result = viz.render(dot, {
      format: "svg",
      graphAttributes: { ...FONT, fontsize: "13", bgcolor: "transparent", nodesep: "0.3", ranksep: "0.35", pad: "0.05" },
      nodeAttributes: { ...FONT, fontsize: "13", shape: "box", style: "rounded", margin: "0.2,0.1", height: "0.3" },
      edgeAttributes: { ...FONT, fontsize: "12", arrowsize: "0.7" },
    });
    if (result.status === "success") return { svg: result.output };
    return { error: result.errors.map((e) => e.message).join("; ") };
  });
}

process.stdout.write(JSON.stringify({ formulas: await formulas(job.formulas), graphs: await graphs(job.graphs) }));
