export type {
	Acceptance,
	Bridge,
	Finding,
	GateResult,
	Judgement,
	Level,
	Located,
	PairResult,
	Verdict,
} from "./result.js";
