/**
 * Whether this machine can do what Plateau needs.
 *
 * <p>Start at {@link dev.plateau.cli.doctor.DoctorCommand}.
 *
 * <p>Decided: native code is loaded in a process of its own, as in a search, because one that does not fit the machine takes
 * its process with it and the doctor would not live to tell.
 */
@NullMarked
package dev.plateau.cli.doctor;

import org.jspecify.annotations.NullMarked;
