import type { RunOptions, RunResult } from "upshape/bulk";
import { type Config, type GeneratedFile, generate } from "upshape/codegen";

// The optional peers of upshape/codegen need not be there for its types.

export type Run = (options: RunOptions) => Promise<RunResult>;

export function files(root: string, config: Config): Promise<readonly GeneratedFile[]> {
	return generate({ root, config });
}
