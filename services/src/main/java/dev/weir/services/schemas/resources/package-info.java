/** What CloudFormation makes of the schema registry. */
@NullMarked
package dev.weir.services.schemas.resources;

import org.jspecify.annotations.NullMarked;
