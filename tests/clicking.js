// Clicks Run under a snippet; what its panel shows when the run is over. Both browsers of the tests are given it.
async (snippet) => {
  const reset = snippet.querySelector("[data-cw-reset]");
  const over = new Promise((resolve) => {
    new MutationObserver(() => reset.hidden || resolve()).observe(reset, { attributeFilter: ["hidden"] });
  });
  snippet.querySelector("[data-cw-run]").click();
  await over;
  return [snippet.querySelector("samp").textContent.trim(), snippet.querySelector("[role=status]").textContent];
}
