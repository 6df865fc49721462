/** The shortest that a broker allows by itself, in milliseconds: so long a killed member's partitions lie idle. */
export const SESSION_TIMEOUT = 6_000;
