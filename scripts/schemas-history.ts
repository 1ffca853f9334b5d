import { publishedChanges } from "../test/support/clerk-history.js";

// The story of Clerk's published Clients and Sessions: what each change of a schema meant, on one line each.
for (const { line } of await publishedChanges()) console.log(line);
