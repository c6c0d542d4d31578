"""Addresses below /konto/ and /verwaltung/, each one on purpose: whatever allauth can do besides has no address."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as elsewhere
from django.urls import path, re_path

from rueckhalt.foundation.accounts.views import administration as pages
from rueckhalt.foundation.accounts.views import recovery, vault
from rueckhalt.foundation.accounts.views.invitation import invitation
from rueckhalt.foundation.accounts.views.own import (
    add_passkey,
    authenticate,
    change_password,
    end_one,
    end_others,
    go_elsewhere,
    log_in,
    log_in_by_passkey,
    own,
    reauthenticate_by_passkey,
    reset_password,
)

__all__ = ["administration", "urlpatterns"]

urlpatterns = [
    path("", own, name="account_own"),
    path("anmeldungen/beenden/", end_others, name="account_end_others"),
    path("anmeldungen/<str:handle>/beenden/", end_one, name="account_end_one"),
    path("einladung/<str:token>/", invitation, name="account_invitation"),
    path("anmelden/", log_in, name="account_login"),
    path("anmelden/zweiter-schritt/", authenticate, name="mfa_authenticate"),
    path("anmelden/passkey/", log_in_by_passkey, name="mfa_login_webauthn"),
    path("anmelden/<slug:provider_id>/", go_elsewhere, name="openid_connect_login"),
    path("angemeldet/<slug:provider_id>/", elsewhere.callback, name="openid_connect_callback"),
    path("abmelden/", account.logout, name="account_logout"),
    path("geschlossen/", account.account_inactive, name="account_inactive"),
    path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bestaetigen/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("bestaetigen/passkey/", reauthenticate_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("passwort/", change_password, name="account_change_password"),
    path("passwort/erstes/", account.password_set, name="account_set_password"),
    path("passwort/vergessen/", account.password_reset, name="account_reset_password"),
    path("passwort/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "passwort/fertig/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        reset_password,
        name="account_reset_password_from_key",
    ),
    path("tresor/", vault.vault_page, name="account_vault"),
    path("tresor/oeffnen/", vault.open_page, name="account_open_vault"),
    path("tresor/schliessen/", vault.close_page, name="account_close_vault"),
    path("tresor/passphrase/", vault.first_passphrase, name="account_new_passphrase"),
    path("tresor/passphrase/aendern/", vault.other_passphrase, name="account_change_passphrase"),
    path("tresor/passphrase/verloren/", vault.lost_passphrase, name="account_lost_passphrase"),
    path("dienst/", vault.duty_page, name="account_duty"),
    path("dienst/<int:account>/beginnen/", vault.begin_duty_page, name="account_begin_duty"),
    path("dienst/<int:account>/beenden/", vault.end_duty_page, name="account_end_duty"),
    path("wiederherstellung/", recovery.recovery_page, name="account_recovery"),
    path(
        "wiederherstellung/beginnen/",
        recovery.begin_recovery_page,
        name="account_begin_recovery",
    ),
    path(
        "wiederherstellung/<uuid:record>/abschliessen/",
        recovery.finish_recovery_page,
        name="account_finish_recovery",
    ),
    path("zweiter-faktor/", second_factor.index, name="mfa_index"),
    path("zweiter-faktor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "zweiter-faktor/notfallcodes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "zweiter-faktor/notfallcodes/neu/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("zweiter-faktor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("zweiter-faktor/passkeys/neu/", add_passkey, name="mfa_add_webauthn"),
    path("zweiter-faktor/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "zweiter-faktor/passkeys/<int:pk>/entfernen/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
]
administration = [
    path("menschen/", pages.people_page, name="people"),
    path("menschen/<int:account>/", pages.person_page, name="person"),
    path("menschen/<int:account>/rollen/", pages.change_roles, name="change_roles"),
    path("menschen/<int:account>/zweiter-faktor/", pages.reset_factor, name="reset_factor"),
    path("menschen/<int:account>/schliessen/", pages.close_person, name="close_person"),
    path("menschen/<int:account>/oeffnen/", pages.reopen_person, name="reopen_person"),
    path("organisationen/", pages.organisations_page, name="organisations"),
    path("organisationen/<int:organisation>/", pages.organisation_page, name="organisation"),
    path("organisationen/<int:organisation>/schliessen/", pages.close_house, name="close_house"),
    path("organisationen/<int:organisation>/oeffnen/", pages.reopen_house, name="reopen_house"),
    path("einladungen/", pages.invitations_page, name="invitations"),
    path("einladungen/neu/", pages.invite_page, name="invite"),
    path("einladungen/<int:invitation>/erneut/", pages.send_again, name="send_again"),
    path("einladungen/<int:invitation>/zurueckziehen/", pages.withdraw, name="withdraw"),
]
