(() => {
  const period = 2000;
  let first = null;
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
    } catch {
      // The run has ended, and its server with it: the page stays as it is.
      const live = document.querySelector(".live");
      live.textContent = "no longer live";
      live.classList.add("ended");
      return;
    }
    setTimeout(ask, period);
  };
  ask();
})();
