// Opens a page in Firefox and clicks Run under each of some snippets: firefox.mjs FIREFOX ADDRESS ID... -> JSON.
import { readFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";

const [executablePath, address, ...ids] = process.argv.slice(2);
const script = await readFile(new URL("clicking.js", import.meta.url), "utf8");
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, protocolTimeout: 300_000 });
try {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForSelector("[data-cw-run]", { visible: true });
  const shown = {};
  for (const id of ids) shown[id] = await page.evaluate(`(${script})(document.getElementById("${id}"))`);
  process.stdout.write(JSON.stringify(shown));
} finally {
  await browser.close();
}
