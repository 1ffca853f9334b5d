/** What the numbers at one place have in common. */
export class NumberProfile {
	count = 0;
	min = Number.POSITIVE_INFINITY;
	max = Number.NEGATIVE_INFINITY;
	areIntegers = true;
	/** Whether JavaScript holds each of them as it was written; otherwise nothing is said of their values. */
	areExact = true;

	/** NaN stands for a number that JavaScript would change. */
	add(value: number): void {
		this.count++;
		if (Number.isNaN(value)) {
			this.areExact = false;
			this.areIntegers = false;
			return;
		}
		if (value < this.min) this.min = value;
		if (value > this.max) this.max = value;
		if (this.areIntegers && !Number.isInteger(value)) this.areIntegers = false;
	}

	merge(other: NumberProfile): void {
		this.count += other.count;
		this.min = Math.min(this.min, other.min);
		this.max = Math.max(this.max, other.max);
		this.areIntegers &&= other.areIntegers;
		this.areExact &&= other.areExact;
	}
}
