import { posix } from "node:path";
import { type Config, constant, type LineageFolder } from "../../codegen/index.js";
import { draftStep, type StepDraft } from "../../draft/index.js";
import type { Json } from "../../json/index.js";
import { schemaGraph } from "../../schema/index.js";
import { stepName } from "../draft/added.js";

/** A file that is to be written where there is none. */
export interface InitFile {
	/** Relative to the folder of the settings. */
	readonly path: string;
	readonly text: string;
	/** What a drafted step leaves to decide. */
	readonly draft?: StepDraft;
}

/** What a lineage is called in code. */
const exportOf = ({ type }: LineageFolder) => `${constant(type)}Lineage`;

/** The folder of a lineage's modules. */
const folderOf = ({ folder, type }: LineageFolder) => posix.join("src", folder || constant(type));

/** The modules of a lineage: each step as a draft, the lineage itself, and a test of its laws. */
export function modulesOf(
	lineage: LineageFolder,
	documents: ReadonlyMap<string, Json>,
	config: Config,
): readonly InitFile[] {
	const home = folderOf(lineage);
	const generated = posix.relative(home, posix.join(config.out, "index.js"));
	const types = generated.startsWith(".") ? generated : `./${generated}`;
	const steps = lineage.versions.slice(1).map((newer, index): InitFile => {
		const older = lineage.versions[index] ?? newer;
		const graph = ({ file, pointer }: typeof newer) => schemaGraph({ documents, root: file, pointer });
		const names = { older: older.typeName, newer: newer.typeName, step: stepName(older.name, newer.name) };
		const draft = draftStep(graph(older), graph(newer), { ...names, types, package: config.import });
		return { path: posix.join(home, `${older.name}-to-${newer.name}.ts`), text: draft.source, draft };
	});
	return [
		...steps,
		{ path: posix.join(home, "index.ts"), text: lineageText(lineage, types, config) },
		{ path: posix.join(home, "laws.test.ts"), text: lawsText(lineage) },
	];
}

function lineageText(lineage: LineageFolder, types: string, config: Config): string {
	const { name, versions } = lineage;
	const imports = versions.map(({ typeName }) => constant(typeName)).join(", ");
	const steps = versions.slice(1).map((newer, index) => {
		const older = versions[index]?.name ?? "";
		return `import { ${stepName(older, newer.name)} } from "./${older}-to-${newer.name}.js";`;
	});
	const calls = versions.map((version, index) => {
		const older = versions[index - 1];
		const step = older === undefined ? "" : `, ${stepName(older.name, version.name)}`;
		return `\t.version(${JSON.stringify(version.name)}, ${constant(version.typeName)}${step})`;
	});
	return [
		`import { lineage } from "${config.import}";`,
		`import { ${imports} } from "${types}";`,
		...steps,
		"",
		"/** Every version, oldest first, and the steps between them. */",
		`export const ${exportOf(lineage)} = lineage(${JSON.stringify(name)})`,
		`${calls.join("\n")};`,
		`export default ${exportOf(lineage)};`,
		"",
	].join("\n");
}

function lawsText(lineage: LineageFolder): string {
	return [
		'import { test } from "node:test";',
		'import { lawsOf } from "upshape/testing";',
		`import { ${exportOf(lineage)} } from "./index.js";`,
		"",
		`for (const { name, run } of lawsOf(${exportOf(lineage)}, { runs: 1_000, seed: 1 })) test(name, run);`,
		"",
	].join("\n");
}

/** The settings of a repository that has none. */
export function settingsText(config: Config, lineages: readonly LineageFolder[]): string {
	const modules = lineages.map((lineage) => {
		const built = posix.join("dist", posix.relative("src", folderOf(lineage)), "index.js");
		return [lineage.folder, `./${built}#${exportOf(lineage)}`] as const;
	});
	const { schemas, out } = config;
	return json({ schemas, out, check: { lineages: Object.fromEntries(modules) } });
}

/** What the compiler needs to know, where nobody has said it. */
export const COMPILER = json({
	compilerOptions: {
		target: "es2022",
		module: "nodenext",
		types: ["node"],
		rootDir: "src",
		outDir: "dist",
		strict: true,
		skipLibCheck: true,
	},
	include: ["src"],
});

/** A workflow that asks whether a change is safe. */
export const WORKFLOW = `name: schemas

on: pull_request

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - run: npm ci
      - run: npx upshape generate --check
      - run: npx tsc
      - run: npx upshape check --against origin/\${{ github.base_ref }} --format github
`;

function json(value: Json): string {
	return `${JSON.stringify(value, undefined, "\t")}\n`;
}
