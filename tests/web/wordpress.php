<?php
/**
 * The functions of WordPress that the plugin calls, as far as it relies on them. Plays the short code with the
 * attributes of the standard input and says what it prints and which scripts it asks for.
 */

define( 'ABSPATH', __DIR__ );
$codes = $modules = array();

function add_shortcode( $name, $callback ) {
	$GLOBALS['codes'][ $name ] = $callback;
}

function shortcode_atts( $known, $given, $code ) {
	return array_merge( $known, array_intersect_key( (array) $given, $known ) );
}

function untrailingslashit( $text ) {
	return rtrim( $text, '/\\' );
}

function esc_url_raw( $url, $schemes = array( 'http', 'https' ) ) {
	$scheme = parse_url( $url, PHP_URL_SCHEME );
	return in_array( $scheme, $schemes, true ) ? str_replace( array( ' ', '"', '<', '>' ), array( '%20', '', '', '' ), $url ) : '';
}

function esc_url( $url ) {
	return esc_attr( esc_url_raw( $url ) );
}

function esc_attr( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8', false );
}

function sanitize_key( $key ) {
	return preg_replace( '/[^a-z0-9_\-]/', '', strtolower( $key ) );
}

function wp_enqueue_script_module( $id, $address, $needs, $version ) {
	$GLOBALS['modules'][ $id ] = $address . ( null === $version ? '' : "?ver=$version" );
}

require $argv[1];

$given = json_decode( stream_get_contents( STDIN ), true );
$html  = $codes['decroche']( $given );
echo json_encode( array( 'html' => $html, 'modules' => (object) $modules ) );
