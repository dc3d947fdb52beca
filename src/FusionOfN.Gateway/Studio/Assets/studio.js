// What the pages cannot do from the server: the browser's memory and its clipboard.
window.studio = {
  readTheme: () => { try { return localStorage.getItem("studio-theme"); } catch { return null; } },
  writeTheme: (word) => { try { localStorage.setItem("studio-theme", word); } catch { /* a browser that keeps nothing */ } },
  copy: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Without TLS browsers give the clipboard to loopback only: the old way works elsewhere.
      const area = document.createElement("textarea");
      area.value = text;
      area.style.position = "fixed";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  },
};
