/** The facts a diagnosis stands on: immutable records, no input or output, and nothing else of sshwhy is imported. */
package dev.sshwhy.evidence;
