<?php
/**
 * Plugin Name: Décroche
 * Description: L'assistant Décroche dans vos pages : [decroche server="https://decroche.example"]
 * Version: 1.0.0
 * License: Apache-2.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 */

defined( 'ABSPATH' ) || exit;

/**
 * [decroche server="https://decroche.example" brand="" accent="#0a5f66" position="right" theme="auto" greeting="" open="" frame=""]
 */
function decroche_shortcode( $given ) {
	$names  = array( 'accent', 'position', 'theme', 'greeting', 'open', 'frame' );
	$wanted = shortcode_atts( array_fill_keys( array_merge( array( 'server', 'brand' ), $names ), '' ), $given, 'decroche' );
	$server = untrailingslashit( esc_url_raw( $wanted['server'], array( 'https' ) ) );
	if ( '' === $server ) {
		return '';
	}
	$brand = sanitize_key( $wanted['brand'] );
	$room  = '' === $brand ? '' : "brands/$brand/";
	wp_enqueue_script_module( "decroche-$brand", "$server/web/{$room}widget.js", array(), null );
	$attributes = sprintf( ' server="%s"', esc_url( $server ) );
	foreach ( $names as $name ) {
		if ( '' !== $wanted[ $name ] ) {
			$attributes .= sprintf( ' %s="%s"', $name, esc_attr( $wanted[ $name ] ) );
		}
	}
	return "<decroche-chat$attributes></decroche-chat>";
}
add_shortcode( 'decroche', 'decroche_shortcode' );
