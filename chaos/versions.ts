/** The versions of a store that there are, and the one that only the chaos brings. */
import { migrationsFolder } from "../main/paths.ts";
import { loadMigrations, newestVersion } from "../main/store/migrations.ts";

export const ownMigrations = loadMigrations(migrationsFolder);

export const versionToCome = newestVersion(ownMigrations) + 1;
