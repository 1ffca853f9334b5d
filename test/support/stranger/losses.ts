import type { StrangerProject } from "./project.js";

/** What `upshape check` finds of a rule, as messages. */
function findingsOf(project: StrangerProject, rule: string): readonly string[] {
	const { status, stdout, stderr } = project.upshape("check", "--format", "json");
	if (status !== 0 && status !== 1 && status !== 3) throw new Error(stderr);
	const { findings } = JSON.parse(stdout) as {
		readonly findings: readonly { readonly rule: string; readonly message: string }[];
	};
	return findings.filter((finding) => finding.rule === rule).map(({ message }) => message);
}

/** The members that it lists as lost: "v1>v2 /referrer". */
export function lossesListed(project: StrangerProject): readonly string[] {
	return findingsOf(project, "bridged-with-losses").map((message) => {
		const [, step, at] = /^the step (\S+) loses (\S+|the whole value) of /.exec(message) ?? [];
		return `${step} ${at}`;
	});
}
