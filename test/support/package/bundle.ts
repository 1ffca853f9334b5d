import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** A module, bundled and minified for browsers. */
export interface Bundle {
	/** The files that went into it, relative to the working directory. */
	readonly inputs: readonly string[];
	readonly text: string;
	/** Its size, in bytes, as a server sends it at best. */
	readonly gzipped: number;
}

/** Bundles a program that imports what is installed in the folder. */
export async function bundle(program: string, folder: string): Promise<Bundle> {
	const { metafile, outputFiles } = await build({
		stdin: { contents: program, resolveDir: folder, sourcefile: "program.mjs" },
		bundle: true,
		minify: true,
		platform: "browser",
		format: "esm",
		metafile: true,
		write: false,
		logLevel: "silent",
	});
	const text = outputFiles.map((file) => file.text).join("");
	const inputs = Object.keys(metafile.inputs).filter((input) => !input.endsWith("program.mjs"));
	return { inputs, text, gzipped: gzipSync(text, { level: 9 }).length };
}
