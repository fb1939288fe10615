/**
 * IAM: roles, their inline policies, managed policies with versions, and which are attached where.
 *
 * <p>All of it is stored and returned; nothing is enforced, and nothing pretends to be. IAM is global: state is kept by
 * account.
 *
 * <p>Differs from AWS: every policy ARN of AWS's own account ({@code arn:aws:iam::aws:policy/…}) can be attached and
 * described, but its document is not known here and is refused by name. Users, groups, instance profiles, providers
 * and simulation are refused by name.
 */
@NullMarked
package dev.weir.services.iam;

import org.jspecify.annotations.NullMarked;
