// Builds the pages' assets into static/vendor/: one style sheet, the modules, the pictures, each also
// compressed. The folder's name for the browser is the hash of all of it, so that files may be
// cached for ever. No bundler: modules stay as they are written.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "static");
const target = join(sources, "vendor");
const building = `${target}.new`;
const designsystemet = join(here, "node_modules/@digdir/designsystemet-css/dist/src");

// The parts of Designsystemet that the pages use. They are joined without its @layer, so that an
// old Safari, which skips layers, shows the design too; ours comes after and therefore wins.
const components = [
  "base", "button", "card", "alert", "tag", "details", "input", "field", "link",
  "validation-message", "dialog", "skip-link", "table",
];
const ours = [
  "theme", "foundation", "layout", "components", "chat", "plan", "times", "forced-colors", "print",
];

const read = (path) => readFileSync(path, "utf8");

// Comments and indentation are for us; everything else is left as it is written.
const slim = (css) => css.replace(/\/\*[^]*?\*\//g, "").replace(/\s*\n\s*/g, "\n").trim();

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

rmSync(building, { recursive: true, force: true });
mkdirSync(building, { recursive: true });
writeFileSync(
  join(building, "app.css"),
  [
    ...components.map((name) => read(join(designsystemet, `${name}.css`))),
    ...ours.map((name) => slim(read(join(sources, "css", `${name}.css`)))),
  ].join("\n"),
);
writeFileSync(join(building, "staff.css"), slim(read(join(sources, "css", "staff.css"))));
cpSync(join(sources, "js"), join(building, "js"), { recursive: true });
cpSync(join(sources, "img"), join(building, "img"), { recursive: true });

const hash = createHash("sha256");
const built = filesIn(building).sort();
for (const path of built) {
  hash.update(relative(building, path)).update(readFileSync(path));
}
for (const path of built) {
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(`${path}.br`, brotliCompressSync(content, quality));
}
const version = hash.digest("hex").slice(0, 12);
writeFileSync(join(building, "version"), version);
rmSync(target, { recursive: true, force: true });
renameSync(building, target);

const size = (name) => statSync(join(target, name)).size;
console.log(`Assets ${version}: app.css ${size("app.css.gz")} bytes gzip`);
