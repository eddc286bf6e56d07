// Markdown: the nodes that it becomes, and that no text blocks the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, visit } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
const show = async (description) => {
  await draw(page, [{ displayName: "it", configuration: { type: "markdown", description } }]);
  return tile(page, "it").locator(".markdown");
};
/** Returns the markup, without attributes other than the destinations of links. */
const markup = async (description) =>
  (await show(description)).evaluate((text) =>
    text.innerHTML.replaceAll(/ (?:title|target|rel|class|start)="[^"]*"/g, "").replaceAll("\n", " "),
  );

const CASES = {
  "emphasis, strong and struck out": [
    "*a* _b_ **c** __d__ ~~e~~ ***f***",
    "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <del>e</del> <em><strong>f</strong></em></p>",
  ],
  "emphasis in one another": [
    "**a *b* c** *d **e** f*",
    "<p><strong>a <em>b</em> c</strong> <em>d <strong>e</strong> f</em></p>",
  ],
  "signs that begin nothing": [
    "2 * 3 * 4, snake_case_name, a ** b, 5 ~ 6, [x], a ] b, 1 < 2",
    "<p>2 * 3 * 4, snake_case_name, a ** b, 5 ~ 6, [x], a ] b, 1 &lt; 2</p>",
  ],
  "code spans": ["`a*b*` ``c ` d`` `e", "<p><code>a*b*</code> <code>c ` d</code> `e</p>"],
  "escapes and character references": [
    "\\*a\\* &deg;C \\&amp; &#8364; &nosuch;",
    "<p>*a* °C &amp;amp; € &amp;nosuch;</p>",
  ],
  links: [
    '[a *b*](https://x.example/y_z_(1) "t") <https://x.example/a> https://x.example/b_c. [r] [s][r]\n\n[r]: https://x.example/r',
    '<p><a href="https://x.example/y_z_(1)">a <em>b</em></a> <a href="https://x.example/a">https://x.example/a</a> <a href="https://x.example/b_c">https://x.example/b_c</a>. <a href="https://x.example/r">r</a> <a href="https://x.example/r">s</a></p>',
  ],
  mail: [
    "a@x.example <b@x.example>",
    '<p><a href="mailto:a@x.example">a@x.example</a> <a href="mailto:b@x.example">b@x.example</a></p>',
  ],
  "pictures are links, and a link in a link is its text": [
    "![p](https://x.example/p.png) [![q](https://x.example/q.png)](https://x.example/z)",
    '<p><a href="https://x.example/p.png">p</a> <a href="https://x.example/z">q</a></p>',
  ],
  "relative links lead into the application": [
    "[a](/devices)",
    '<p><a href="https://contoso.azureiotcentral.com/devices">a</a></p>',
  ],
  "unsafe links are their text": [
    "[a](javascript:x) [b](<data:text/html,x>) [c](https://u:p@x.example)",
    "<p>a b c</p>",
  ],
  breaks: ["a  \nb\\\nc\nd", "<p>a<br>b<br>c d</p>"],
  headings: ["## a ##\nb\n===\n### c", "<h4>a</h4><h3>b</h3><h5>c</h5>"],
  "rules and paragraphs": ["a\n\n---\n\nb\n***\nc", "<p>a</p><hr><p>b</p><hr><p>c</p>"],
  quotations: ["> a\n> - b\nlazy\n\nc", "<blockquote><p>a</p><ul><li>b lazy</li></ul></blockquote><p>c</p>"],
  "lists, close and loose": [
    "- a\n- b\n  1. c\n\n* d\n\n  e\n* f",
    "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><ul><li><p>d</p><p>e</p></li><li><p>f</p></li></ul>",
  ],
  "code blocks": [
    "```js\n*a*\n\n  b\n```\n\n    c\n     d\n",
    "<pre><code>*a*    b</code></pre><pre><code>c  d</code></pre>",
  ],
  tables: [
    "| a | b |\n|---|:-:|\n| 1 | *2* |\n| `x\\|y` |\n\nc",
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><em>2</em></td></tr><tr><td><code>x|y</code></td></tr></tbody></table><p>c</p>",
  ],
  "HTML is the text it is": [
    '<b>a *b*</b>\n\n<div onclick="_x_">',
    '<p>&lt;b&gt;a <em>b</em>&lt;/b&gt;</p><p>&lt;div onclick="_x_"&gt;</p>',
  ],
};
for (const [name, [source, expected]] of Object.entries(CASES))
  test(name, async () => assert.equal(await markup(source), expected));

const repeat = (piece) => (length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
/** Texts that take a backtracking parser quadratic time or longer. */
const SHAPES = {
  "emphasis that never ends": repeat("_a __b "),
  "emphasis of both kinds": repeat("*a **b"),
  "runs of signs": repeat("___a__b_c"),
  "struck out and never ended": repeat("~a ~~b"),
  "emphasis that never begins": repeat("a** b_ "),
  "signs alone": repeat("*_"),
  "emphasis in emphasis": (length) => repeat("*a _b ")(length / 2) + repeat("_ *")(length / 2),
  fences: repeat("```\n"),
  "backticks of all lengths": (length) => {
    let text = "";
    for (let count = 1; text.length < length; count++) text += `${"`".repeat(count)} `;
    return text;
  },
  "an address that never comes": (length) => `${repeat("a.")(length)}@`,
  addresses: repeat("a@b."),
  "links as they are": repeat("http://a"),
  headings: repeat("# a\n"),
  "underlined headings": repeat("a\n-\n"),
  "a paragraph of lines": (length) => `${repeat("a\n")(length)}=`,
  quotations: repeat(">"),
  "quotations with spaces": repeat("> "),
  bullets: repeat("- "),
  numbers: repeat("1. "),
  "bullets and quotations": repeat("- > "),
  "quotations, one deeper each line": (length) => {
    let text = "";
    for (let depth = 1; text.length < length; depth++) text += `${">".repeat(depth)} a\n`;
    return text;
  },
  brackets: repeat("["),
  "links in links": repeat("[a]("),
  "pointed links": repeat("[a](<b"),
  titles: repeat('[a](b "c'),
  labels: repeat("[a]["),
  pictures: repeat("!["),
  definitions: repeat("[a]: b\n"),
  "labels and a definition": (length) => `[a]: b\n\n${repeat("[")(length / 2)}${repeat("]")(length / 2)}`,
  escapes: (length) => `[${repeat("\\[")(length)}]`,
  HTML: repeat("<a "),
  "HTML that never ends": repeat('<a b="'),
  comments: repeat("<!--"),
  references: repeat("&amp"),
  "a table": (length) => `|a|b|\n|-|-|\n${repeat("|x|y|\n")(length)}`,
  "a table of columns": (length) => `${repeat("|a")(length / 2)}|\n${repeat("|-")(length / 2)}|`,
  pipes: repeat("|"),
  items: repeat("- a\n"),
  "items, one deeper each line": (length) => {
    let text = "";
    for (let depth = 0; text.length < length; depth++) text += `${"  ".repeat(depth)}- a\n`;
    return text;
  },
  spaces: (length) => `a${repeat(" ")(length)}b`,
  "blank lines": repeat(" \n"),
  breaks: repeat("a  \n"),
  code: repeat("    a\n"),
  "a word": repeat("x"),
  words: repeat("word "),
  emphasis: repeat("*a* "),
};
// The thread's own CPU time, which other processes on this machine affect little.
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
const work = async () =>
  (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
const costOf = async (description) => {
  const before = await work();
  await show(description);
  return ((await work()) - before) * 1000;
};
for (const [name, shape] of Object.entries(SHAPES)) {
  test(`no text blocks the page: ${name}`, async () => {
    for (const kilobytes of [2, 20, 200]) {
      const description = shape(kilobytes * 1000);
      const ordinary = "An *ordinary* text, `as` **people** [write](https://x.example) it.\n\n".repeat(100);
      let milliseconds = Infinity;
      let limit = 50;
      // The shortest of several attempts is the cost of the text: a busy machine is slower for any text.
      for (let attempt = 0; attempt < 5 && milliseconds > limit; attempt++) {
        const nothing = await costOf("");
        milliseconds = Math.min(milliseconds, (await costOf(description)) - nothing);
        if (milliseconds > limit) limit = Math.max(limit, 3 * ((await costOf(ordinary)) - nothing));
      }
      assert.ok(milliseconds <= limit, `${kilobytes} KB take ${milliseconds} ms, and may take ${limit} ms`);
    }
  });
}

test("text that is too long or nested too deep is shown as written, with a reason", async () => {
  const long = await show(`# *Start*\n\n${"*word* ".repeat(3000)}\n\n**end**`);
  assert.equal(await long.locator("h3 em").innerText(), "Start");
  assert.equal(await long.locator(".plain .hint").innerText(), "From here on, this text is too long to be formatted:");
  assert.match(await long.locator(".piece").last().textContent(), /\*word\* \n\n\*\*end\*\*$/);
  assert.equal((await long.textContent()).match(/word/g).length, 3000);

  const many = await show("- a\n".repeat(2000));
  const items = await many.locator("li").count();
  assert.ok(items > 300 && items < 1000, `${items} items`);
  assert.equal((await many.textContent()).match(/a\n|a$/g).length + items - 1, 2000 - 1);

  const deep = await show(`${"> ".repeat(40)}*so deep*\n\nand **on**`);
  assert.equal(await deep.locator(".plain .hint").innerText(), "This is nested too deep to be formatted:");
  assert.match(await deep.locator(".piece").textContent(), /^(?:> )+\*so deep\*$/);
  assert.equal(await deep.locator("strong").innerText(), "on");

  const emphasis = await show(`${"*a _b ".repeat(40)}c${"_ *".repeat(40)}`);
  assert.equal((await emphasis.textContent()).replaceAll(/[^abc]/g, ""), `${"ab".repeat(40)}c`);
});

test("the console stays empty", () => assert.deepEqual(page.complaints, []));
