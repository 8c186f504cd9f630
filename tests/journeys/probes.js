// What a test asks a page about itself: where the keyboard was, what it should reach, what is lost to a reader.
window.probes = {
  // At each press of Tab, where the keyboard stands just before: by then the page has settled there.
  watch() {
    this.seen = new Map();
    this.stops = [];
    addEventListener("keydown", (event) => { if (event.key === "Tab") this.note(); }, true);
  },

  note() {
    const e = document.activeElement;
    if (!e || e === document.body) return;
    if (!this.seen.has(e)) this.seen.set(e, this.seen.size);
    const label = e.labels && e.labels[0] ? getComputedStyle(e.labels[0], "::before") : null;
    const box = e.getBoundingClientRect();
    this.stops.push({
      number: this.seen.get(e),
      words: `${e.tagName} ${(e.textContent || e.name || e.id).trim().slice(0, 50)}`,
      ringed: this.outlined(getComputedStyle(e)) || this.outlined(label),
      inside: box.bottom > 0 && box.top < innerHeight,
    });
  },

  // An outline, not a shadow: forced colors leave no shadow.
  outlined(style) {
    return Boolean(style) && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  },

  walked() {
    this.note();
    return this.stops;
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

  overflow() {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  },

  frame() {
    return [document.title, document.documentElement.lang, document.querySelectorAll("h1").length];
  },

  lines() {
    const main = document.querySelector("main");
    return main ? [...new Set(main.innerText.split("\n").map((line) => line.trim()).filter(Boolean))] : [];
  },

  spread(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  },

  // Text that is cut off by a box that does not grow; what is hidden for the eye alone is one pixel large.
  cut() {
    return [...document.querySelectorAll("body *")]
      .filter((e) => e.checkVisibility() && e.clientWidth > 1 && e.clientHeight > 1 && e.textContent.trim())
      .filter((e) => {
        const { overflowX, overflowY } = getComputedStyle(e);
        const hides = (flow) => flow === "hidden" || flow === "clip";
        return (
          (hides(overflowX) && e.scrollWidth > e.clientWidth + 1) ||
          (hides(overflowY) && e.scrollHeight > e.clientHeight + 1)
        );
      })
      .map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`);
  },

  // In forced colors: buttons and fields without an edge, and drawings that fade into the canvas.
  edgeless() {
    document.activeElement?.blur(); // whose ring would pass for an edge
    const controls = "button, .usa-button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea";
    return [...document.querySelectorAll(controls)]
      .filter((e) => e.checkVisibility())
      .filter((e) => {
        const style = getComputedStyle(e);
        const edge = style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0;
        return !edge && !this.outlined(style) && !style.textDecorationLine.includes("underline");
      })
      .map((e) => `${e.tagName} ${(e.textContent || e.name).trim().slice(0, 40)}`);
  },

  faint() {
    const canvas = getComputedStyle(document.documentElement).backgroundColor;
    const probe = document.createElement("i");
    probe.style.color = "Canvas";
    document.body.append(probe);
    const ground = this.light(getComputedStyle(probe).color) ?? this.light(canvas);
    probe.remove();
    const shapes = "svg :is(path, circle, rect, line, polygon, polyline, ellipse, text)";
    return [...document.querySelectorAll(shapes)]
      .filter((e) => e.checkVisibility() && !e.closest("defs, clipPath, mask, pattern"))
      .filter((e) => getComputedStyle(e).forcedColorAdjust !== "none")
      .filter((e) => {
        const style = getComputedStyle(e);
        const drawn = [style.fill, parseFloat(style.strokeWidth) > 0 ? style.stroke : "none"]
          .map((color) => this.light(color))
          .filter((light) => light !== null);
        const contrasts = drawn.map((light) => (Math.max(light, ground) + 0.05) / (Math.min(light, ground) + 0.05));
        const cut = contrasts.every((contrast) => contrast === 1);
        return drawn.length && !cut && Math.max(...contrasts) < 3;
      })
      .map((e) => `${e.tagName}.${e.getAttribute("class")} ${getComputedStyle(e).fill} ${getComputedStyle(e).stroke}`);
  },

  // Relative luminance (WCAG 2.2); null for what is not drawn.
  light(color) {
    const parts = color.match(/[\d.]+/g);
    if (!color.startsWith("rgb") || (parts[3] !== undefined && Number(parts[3]) === 0)) return null;
    const [red, green, blue] = parts
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  },
};
