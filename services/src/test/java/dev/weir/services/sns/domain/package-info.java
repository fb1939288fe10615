/** Filter policies against messages. */
package dev.weir.services.sns.domain;
