import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { printable } from "../../text/index.js";
import { hint } from "../args/nearest.js";
import { UsageError } from "../args/usage-error.js";
import { say } from "../print/streams.js";
import { SHIPPED_NAMES } from "./shipped.js";

/** Loads a module by its path; a UsageError says why it can't be, and how that is mended. */
export async function importModule(name: string): Promise<{ readonly [name: string]: unknown }> {
	const path = resolve(name);
	const source = sourceOf(path);
	try {
		const module = await import(pathToFileURL(path).href);
		if (source !== undefined && (changedAt(source) ?? 0) > (changedAt(path) ?? 0)) {
			const [newer, older] = [source, path].map((one) => relative(".", one));
			say(`${printable(`note: ${newer} has changed since ${older} was built of it: build it again`)}\n`);
		}
		return module;
	} catch (cause) {
		throw new UsageError(whyNotLoaded(name, path, source, cause), { cause });
	}
}

function whyNotLoaded(name: string, path: string, source: string | undefined, cause: unknown): string {
	const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
	const message = cause instanceof Error ? cause.message : "it threw";
	if (code === "ERR_MODULE_NOT_FOUND" && message.includes(`'${path}'`)) {
		if (source !== undefined)
			return `${name} is not built: ${relative(".", source)} is there, so build it first`;
		const known = `there is no lineage or module ${name}; shipped are ${SHIPPED_NAMES.join(", ")}`;
		return known + hint(name, SHIPPED_NAMES);
	}
	if (code === "ERR_MODULE_NOT_FOUND") {
		return `can't load ${name}: ${message.split("\n")[0]}: build it again, or install what it imports`;
	}
	if (code === "ERR_UNKNOWN_FILE_EXTENSION" && /\.[cm]?tsx?$/.test(path)) {
		return `can't load ${name}: Node ${process.versions.node} runs no TypeScript: build it, and name the JavaScript`;
	}
	if (cause instanceof SyntaxError && message.includes("does not provide an export named")) {
		return `can't load ${name}: ${message}: what it was built of, or generated, is newer or older: build it again`;
	}
	return `can't load ${name}: ${message}`;
}

/** The TypeScript that a module was built of, if that is where it usually is: src/order.ts for dist/order.js. */
function sourceOf(path: string): string | undefined {
	const [, before, behind, kind] = /^(.*[\\/])(?:dist|build|lib|out)([\\/].*)\.([cm]?)js$/.exec(path) ?? [];
	if (before === undefined) return undefined;
	const candidates = [`${before}src${behind}.${kind}ts`, `${before}${behind?.slice(1)}.${kind}ts`];
	return candidates.find((candidate) => changedAt(candidate) !== undefined);
}

function changedAt(path: string): number | undefined {
	return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
