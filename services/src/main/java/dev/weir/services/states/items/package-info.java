/**
 * What distributed Map states work through: items of an earlier state, of files and of listings in S3. Each source gives
 * them one by one, so that they are never all in memory. Source: AWS Step Functions Developer Guide, "ItemReader (Map)".
 */
@NullMarked
package dev.weir.services.states.items;

import org.jspecify.annotations.NullMarked;
