import { readdirSync, readFileSync } from "node:fs";
import { countLines, type LineCounts, sumOf } from "./house/lines.js";

// `npm run lines` counts the lines of src, room by room; what is generated is counted apart, as nobody reads or mends it.
const paths = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) =>
	path.endsWith(".ts"),
);
const [generated, written] = [true, false].map((wanted) =>
	paths.filter((path) => path.includes("generated/") === wanted),
);

const rooms = new Map<string, LineCounts[]>();
for (const path of written ?? []) {
	const room = path.includes("/") ? path.slice(0, path.indexOf("/")) : path;
	rooms.set(room, [...(rooms.get(room) ?? []), linesOf(path)]);
}

console.log("room         modules   lines    code  comment  blank");
for (const [room, counts] of [...rooms].sort(([a], [b]) => a.localeCompare(b))) print(room, counts);
print("written", [...rooms.values()].flat());
print("generated", (generated ?? []).map(linesOf));

function linesOf(path: string): LineCounts {
	return countLines(readFileSync(`src/${path}`, "utf8"));
}

function print(name: string, counts: readonly LineCounts[]): void {
	const { code, comment, blank } = sumOf(counts);
	const columns = [String(counts.length), String(code + comment + blank), String(code), String(comment)];
	console.log(
		`${name.padEnd(12)}${columns.map((text) => text.padStart(8)).join("")}${String(blank).padStart(8)}`,
	);
}
