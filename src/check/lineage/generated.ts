import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, checkFiles, generate } from "../../codegen/index.js";
import { finding } from "../finding.js";
import type { Finding } from "../result.js";
import { type ChosenLevels, levelOf } from "../rules.js";

/**
 * Generated files that are not as generating would leave them. Whoever generates nothing has no folder for them, and
 * who has turned the rule off is spared the work.
 */
export async function staleFiles(
	root: string,
	config: Config,
	levels: ChosenLevels,
	nameOf: (file: string) => string,
): Promise<Finding[]> {
	if (levelOf("generated-stale", levels) === undefined || !existsSync(join(root, config.out))) return [];
	const differences = await checkFiles(root, await generate({ root, config }));
	return differences.flatMap(({ path, status }) =>
		finding("generated-stale", levels, {
			subject: nameOf(path),
			message: `is ${status}: run \`upshape generate\``,
			at: { file: nameOf(path), keywordLocation: "", line: 1, column: 1 },
		}),
	);
}
