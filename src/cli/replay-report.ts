import { countText, plural } from "./numbers.js";
import { printable } from "./printable.js";
import { table } from "./table.js";

/** So many findings are listed. */
const LISTED = 20;

/** What became of replayed deliveries. */
export class ReplayReport {
	readonly #to: string;
	readonly #began = performance.now();
	readonly #statuses = new Map<number, number>();
	readonly #listed: { readonly file: string; readonly line: number; readonly what: string }[] = [];
	#unsendable = 0;

	constructor(to: string) {
		this.#to = to;
	}

	/** A reply came, with that status. */
	replied(file: string, line: number, status: number): void {
		this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
		if (!isAccepted(status)) this.#list(file, line, `got ${status}`);
	}

	/** The record is no delivery, so it was not sent. */
	unsendable(file: string, line: number, why: string): void {
		this.#unsendable++;
		this.#list(file, line, `not sent: ${why}`);
	}

	/** How many were not accepted. */
	get findings(): number {
		return this.#unsendable + this.#count((status) => !isAccepted(status));
	}

	/** For a program to read. */
	get json(): object {
		return {
			to: this.#to,
			sent: this.#count(() => true),
			accepted: this.#count(isAccepted),
			refused: this.#count((status) => !isAccepted(status)),
			unsendable: this.#unsendable,
			statuses: Object.fromEntries(this.#statuses),
			seconds: (performance.now() - this.#began) / 1000,
			findings: this.#listed,
			/** How many more findings there are. */
			more: this.findings - this.#listed.length,
		};
	}

	/** For people. */
	get text(): string {
		const seconds = ((performance.now() - this.#began) / 1000).toFixed(2);
		const statuses = [...this.#statuses].map(([status, count]) => ["", countText(count), `got ${status}`]);
		const more = this.findings - this.#listed.length;
		return [
			`replay to ${this.#to}: ${plural(
				this.#count(() => true),
				"event",
			)} in ${seconds} s`,
			...table(
				this.#unsendable > 0 ? [...statuses, ["", countText(this.#unsendable), "not sent"]] : statuses,
			),
			...this.#listed.map(({ file, line, what }) => `${file}:${line}: ${what}`),
			...(more > 0 ? [`and ${countText(more)} more`] : []),
		]
			.map((text) => `${printable(text)}\n`)
			.join("");
	}

	#list(file: string, line: number, what: string): void {
		if (this.#listed.length < LISTED) this.#listed.push({ file, line, what });
	}

	#count(counts: (status: number) => boolean): number {
		return [...this.#statuses].reduce((sum, [status, count]) => sum + (counts(status) ? count : 0), 0);
	}
}

function isAccepted(status: number): boolean {
	return status >= 200 && status < 300;
}
