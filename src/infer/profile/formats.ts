/** Formats that can be seen in data, each with a test that is no wider than any common validator's. */
const FORMATS: readonly (readonly [name: string, has: (text: string) => boolean])[] = [
	["date-time", (text) => DATE_TIME.test(text) && isDay(text)],
	["date", (text) => DATE.test(text) && isDay(text)],
	["uuid", (text) => UUID.test(text)],
	["email", (text) => EMAIL.test(text) && text.length <= 254],
	["uri", (text) => URI.test(text)],
	["ipv4", (text) => IPV4.test(text)],
];

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const DATE_TIME =
	/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)$/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const EMAIL =
	/^[a-z\d_+-]{1,64}(?:\.[a-z\d_+-]{1,64}){0,4}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,24}$/i;
const URI =
	/^https?:\/\/[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?(?::\d{1,5})?(?:\/(?:[\w\-.~:@!$&'()*+,;=/]|%[\da-f]{2})*)?(?:\?(?:[\w\-.~:@!$&'()*+,;=/?]|%[\da-f]{2})*)?(?:#[\w\-.~/]*)?$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

/** Whether the day that the text begins with is in the calendar. */
function isDay(text: string): boolean {
	const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	return day <= (month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

/** All formats, as a set of bits. */
export const ALL_FORMATS = 2 ** FORMATS.length - 1;

/** Those of the formats that the text has. */
export function formatsIn(formats: number, text: string): number {
	let left = formats;
	for (const [index, [, has]] of FORMATS.entries()) {
		if ((left & (1 << index)) !== 0 && !has(text)) left &= ~(1 << index);
	}
	return left;
}

/** The name of the first of some formats. */
export const formatName = (formats: number): string | undefined =>
	FORMATS.find((_, index) => (formats & (1 << index)) !== 0)?.[0];
