//! The size of the package: printed by every build, and limited by a budget.

use crate::paths::{DIST, NPM, WWW, target};
use crate::shell::{read, run};
use crate::{element, npm};
use anyhow::{Context, Result, ensure};
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Module and glue, compressed by brotli, in bytes. Each change has a line here that says why:
/// - 52 KB: dashboards, the model of their tiles, and the feed.
/// - 87 KB: the whole client. The wire's promises (limits, budget, claims, hooks, read-back) are 6 KB of it, validation
///   and `edit` 8, applications and pollers 13, devices, groups, queries and file uploads 8.
/// - 99 KB: data for all twenty tile types, names and units of what they show, the limits of all tabs together (10 KB),
///   downsampling and formatValue (1.6 KB).
/// - 102 KB: a feed in which nothing hides or breaks anything else: failures by device and capability, the search for a
///   refused capability, rare last values, two streams of requests, and what the feeds of a client share.
/// - 103 KB: a credential that never answers, relative links, errors under a success status.
/// - 105 KB: requests by gloo-net (1.4 KB).
/// - 120 KB: typed values by serde-wasm-bindgen (2.9 KB); tiles merged by sorted keys; secrets that are found in
///   quotes, JSON and escapes, and tokens by their value; errors with details and policies; hosts that no browser takes
///   (7 KB together); messages one by one, and slices that aren't over; names in the reader's language, and units (5 KB
///   together).
/// - 122 KB: back-offs that end when the service answers again, and a refresh during a pause (0.7 KB); tiles in view
///   are read first (0.3 KB); `…AndWait` of operations (0.4 KB).
/// - 128 KB: for editors, where tiles stand when one moves (2.4 KB), organizations, device templates and their
///   capabilities (2.7 KB), an edit of a dashboard that was read before (0.2 KB).
/// - 129 KB: queries chosen when there is a slot for them, and tiles that fill (0.6 KB); the recovery of a service that
///   refuses everything (1 KB); exports and imports of dashboards, whose code is a file of its own (1.2 KB); headers
///   and `onResponse` of an operation (0.6 KB). wasm-opt gave as much back: it inlines no long function into its one
///   caller.
/// - 122 KB: less, because LLVM keeps long functions apart from their only caller (2.4 KB), panics are traps (2.7 KB),
///   like functions stand next to each other (1.2 KB), and options and objects for JavaScript are read and written by
///   tables (2 KB).
const BUDGET: usize = 122 * 1024;

/// The size of the element and its static imports, compressed by brotli, in bytes: everything that a dashboard without
/// charts needs beside the client. 6 KB of it is Lit.
const ELEMENT_BUDGET: usize = 30 * 1024;

/// The size of the editor, which loads when a person starts to edit, compressed by brotli, in bytes.
const EDITOR_BUDGET: usize = 40 * 1024;

/// The size of the demo page's own scripts and styles in all of its views, compressed by brotli, in bytes.
const PAGE_BUDGET: usize = 25 * 1024;

/// Node has both compressors, so no crate is needed for them.
const COMPRESS: &str = "
    const bytes = fs.readFileSync(process.argv[1]);
    [bytes, zlib.gzipSync(bytes, { level: 9 }), zlib.brotliCompressSync(bytes)].map(({ length }) => length).join(' ')";

/// Prints the number of bytes that a page downloads. Fails if one exceeds its budget.
pub(crate) fn check() -> Result<()> {
    let sizes = Sizes::measure()?;
    println!("\n{sizes}");
    let (package, element) = (sizes.package()[2], sizes.element[2]);
    ensure!(package <= BUDGET, "the package is {} bytes over its budget (xtask/src/size.rs)", package - BUDGET);
    ensure!(
        element <= ELEMENT_BUDGET,
        "the element is {} bytes over its budget (xtask/src/size.rs)",
        element - ELEMENT_BUDGET
    );
    let editor = sizes.chunks.iter().find(|(name, _)| name == "editor.js").context("there is no editor.js")?.1[2];
    ensure!(
        editor <= EDITOR_BUDGET,
        "the editor is {} bytes over its budget (xtask/src/size.rs)",
        editor - EDITOR_BUDGET
    );
    let page = measure_page()?;
    ensure!(page <= PAGE_BUDGET, "the page is {} bytes over its budget (xtask/src/size.rs)", page - PAGE_BUDGET);
    Ok(())
}

/// Prints and returns the size of the demo page without the package and the parts of the element that it reuses.
fn measure_page() -> Result<usize> {
    let page = Path::new(WWW).join("page");
    let scripts = target()?.join("size/page");
    if scripts.exists() {
        fs::remove_dir_all(&scripts)?;
    }
    let mut esbuild = npm::tool("esbuild");
    esbuild.args(["--bundle", "--splitting", "--minify", "--format=esm", "--log-level=warning", "--loader:.css=empty"]);
    esbuild.args(["--external:iotcentral-web", "--external:iotcentral-web/element"]);
    esbuild.args(["--external:../package/*", "--external:../../package/*"]);
    esbuild.arg(page.join("main.ts")).arg(format!("--outdir={}", scripts.display()));
    run(&mut esbuild, "a file in www/page imports something that is not there")?;

    // The page's styles are minified as its scripts are; what they import of the element stays an import.
    let mut esbuild = npm::tool("esbuild");
    esbuild.args(["--minify", "--log-level=warning"]);
    for entry in fs::read_dir(page.join("styles"))? {
        esbuild.arg(entry?.path());
    }
    run(esbuild.arg(format!("--outdir={}", scripts.display())), "a file in www/page/styles is no CSS")?;

    let mut sum = [0; 3];
    for entry in fs::read_dir(&scripts).with_context(|| format!("nothing in {}", scripts.display()))? {
        sum.iter_mut().zip(measure(&entry?.path())?).for_each(|(sum, length)| *sum += length);
    }
    println!("  {:16}{:>9}{:>9}{:>9}", "demo page", sum[0], sum[1], sum[2]);
    println!("  {:34}{PAGE_BUDGET:>9}\n", "budget");
    Ok(sum[2])
}

/// Returns the number of bytes that a page downloads, as a table.
pub(crate) fn table() -> Result<String> {
    Ok(Sizes::measure()?.to_string())
}

/// The size of a file: uncompressed, by gzip and by brotli.
type Bytes = [usize; 3];

/// The sizes of the files that a page downloads.
struct Sizes {
    module: Bytes,
    glue: Bytes,
    element: Bytes,
    /// The files that the element loads on demand.
    chunks: Vec<(String, Bytes)>,
}

impl Sizes {
    fn measure() -> Result<Self> {
        let glue = target()?.join("size/index.js");
        let mut esbuild = npm::tool("esbuild");
        esbuild.args(["--bundle", "--minify", "--format=esm", "--log-level=warning"]);
        // The code for exports and imports of dashboards loads with the first of them.
        esbuild.arg("--external:*/transfer.js");
        esbuild.arg(Path::new(NPM).join("index.js")).arg(format!("--outfile={}", glue.display()));
        run(&mut esbuild, "an entry in src/npm imports something that is not in src/npm/dist")?;

        let transfer = glue.with_file_name("transfer.js");
        let mut esbuild = npm::tool("esbuild");
        esbuild.args(["--minify", "--format=esm", "--log-level=warning"]);
        esbuild.arg(Path::new(NPM).join("transfer.js")).arg(format!("--outfile={}", transfer.display()));
        run(&mut esbuild, "src/npm/transfer.js is no JavaScript")?;

        let module = measure(&Path::new(DIST).join("iotcentral_web_bg.wasm"))?;
        let chunks = vec![("transfer.js".to_owned(), measure(&transfer)?)];
        let mut sizes = Self { module, glue: measure(&glue)?, element: [0; 3], chunks };
        for (name, path, at_once) in element::files()? {
            let bytes = measure(&path)?;
            if at_once {
                sizes.element = add(sizes.element, bytes);
            } else {
                sizes.chunks.push((name, bytes));
            }
        }
        Ok(sizes)
    }

    /// Module and glue.
    fn package(&self) -> Bytes {
        add(self.module, self.glue)
    }
}

fn add([a, b, c]: Bytes, [d, e, f]: Bytes) -> Bytes {
    [a + d, b + e, c + f]
}

impl Display for Sizes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {:16}{:>9}{:>9}{:>9}", "bytes", "raw", "gzip", "brotli")?;
        let lines = [("module (wasm)", self.module), ("glue (minified)", self.glue), ("sum", self.package())];
        for (name, [raw, gzip, brotli]) in lines {
            writeln!(f, "  {name:16}{raw:>9}{gzip:>9}{brotli:>9}")?;
        }
        writeln!(f, "  {:34}{BUDGET:>9}", "budget")?;
        let [raw, gzip, brotli] = self.element;
        writeln!(f, "  {:16}{raw:>9}{gzip:>9}{brotli:>9}", "element")?;
        writeln!(f, "  {:34}{ELEMENT_BUDGET:>9}", "budget")?;
        for (name, [raw, gzip, brotli]) in &self.chunks {
            writeln!(f, "    {name:14}{raw:>9}{gzip:>9}{brotli:>9}")?;
        }
        Ok(())
    }
}

/// Measures a file: uncompressed, by gzip and by brotli.
fn measure(file: &Path) -> Result<Bytes> {
    let lengths = read(Command::new("node").args(["--print", COMPRESS]).arg(file))?;
    let lengths: Vec<usize> = lengths.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    lengths.try_into().ok().context("Node printed something else than three lengths")
}
