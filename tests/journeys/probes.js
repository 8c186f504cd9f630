// What a test asks a page about itself: what is too small to hit, where the keyboard is, what it should reach.
window.probes = {
  smallTargets() {
    const running = "p, td, th, li, dd, figcaption, caption";
    const drawn = ".usa-skipnav, .usa-radio__input, .usa-checkbox__input";
    return [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
      .filter((e) => e.checkVisibility() && !e.closest(running) && !e.matches(drawn))
      .map((e) => [e, e.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24)
      .map(([e, box]) => `${e.tagName} ${e.textContent.trim().slice(0, 40)} ${box.width}x${box.height}`);
  },

  focused() {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const label = e.labels && e.labels[0] ? getComputedStyle(e.labels[0], "::before") : null;
    const shows = (style) =>
      style && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
    this.seen = this.seen || new Map();
    if (!this.seen.has(e)) this.seen.set(e, this.seen.size);
    const box = e.getBoundingClientRect();
    return {
      number: this.seen.get(e),
      words: (e.textContent || e.name || e.tagName).trim().slice(0, 50),
      ringed: shows(getComputedStyle(e)) || shows(label),
      inside: box.bottom > 0 && box.top < innerHeight,
    };
  },

  // A group of radio buttons is one stop of the Tab key.
  reachable() {
    const named = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const stops = [...document.querySelectorAll(named)].filter(
      (e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }),
    );
    const radios = stops.filter((e) => e.type === "radio");
    return stops.length - radios.length + new Set(radios.map((e) => e.name)).size;
  },

  spread(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  },
};
