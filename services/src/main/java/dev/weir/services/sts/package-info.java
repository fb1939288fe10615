/**
 * STS: who calls, and roles to assume.
 *
 * <p>Sessions are kept under their access key id. Differs from AWS: a trust policy is not enforced; the account of a
 * call is its access key id where that is twelve digits, so the credentials of a role in another account than
 * {@code 000000000000} have that account as their access key id.
 */
@NullMarked
package dev.weir.services.sts;

import org.jspecify.annotations.NullMarked;
