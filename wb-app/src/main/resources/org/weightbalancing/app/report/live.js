(() => {
  const period = 2000;
  const most = 5;
  let first = null;
  let failures = 0;
  const ask = async () => {
    try {
      const answer = await fetch("version", { cache: "no-store" });
      if (answer.ok) {
        const version = await answer.text();
        if (first !== null && version !== first) {
          location.reload();
          return;
        }
        first = version;
      }
      failures = 0;
    } catch {
      failures++;
      if (failures === most) {
        // The run has ended, and its server with it: the page stays as it is.
        const live = document.querySelector(".live");
        live.textContent = "no longer live";
        live.classList.add("ended");
        return;
      }
    }
    setTimeout(ask, period * 2 ** failures);
  };
  ask();
})();
