/**
 * Reading CloudFormation and SAM templates: YAML with CloudFormation's short tags, or JSON, into one kind of tree.
 * {@link dev.weir.deploy.template.TemplateReader} is the way in; {@link dev.weir.deploy.template.Includes} expands
 * {@code AWS::Include}.
 */
@NullMarked
package dev.weir.deploy.template;

import org.jspecify.annotations.NullMarked;
