// Builds what browsers load from npm's packages into node_modules/.static, from where Django collects it:
// two bundles of plotly.js with only the traces that our figures use, which share one chunk, and htmx as it comes.
import { cp, mkdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const OUT = "node_modules/.static";
const BUNDLES = { "plotly-core": ["bar", "heatmap"], "plotly-extra": ["treemap", "sankey"] };

// plotly.js/lib/core brings scatter with it.
const entry = (traces) =>
  [
    'import Plotly from "plotly.js/lib/core.js";',
    ...traces.map((trace) => `import ${trace} from "plotly.js/lib/${trace}.js";`),
    `Plotly.register([${traces.join(", ")}]);`,
    "export default Plotly;",
  ].join("\n");

const entries = {
  name: "entries",
  setup(builder) {
    builder.onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice("entry:".length), namespace: "entry" }));
    builder.onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => ({
      contents: entry(BUNDLES[path]),
      resolveDir: process.cwd(),
    }));
    // Style sheets of map traces, which no bundle holds.
    builder.onLoad({ filter: /\.css$/ }, () => ({ contents: "" }));
  },
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await build({
  entryPoints: Object.keys(BUNDLES).map((name) => ({ in: `entry:${name}`, out: name })),
  plugins: [entries],
  outdir: OUT,
  bundle: true,
  splitting: true,
  chunkNames: "plotly-shared-[hash]",
  format: "esm",
  target: "es2020",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  define: { global: "window", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
  alias: { stream: "stream-browserify" },
  logLevel: "warning",
});
await cp("node_modules/htmx.org/dist/htmx.min.js", `${OUT}/htmx.min.js`);
